/**
 * Delivers messages in their order, and lets each notice be heard before what follows it: the client of the SDK
 * forgets who hears of progress with the answer, and passes progress on a moment after it came.
 */
export function inTurns<Message extends object>(
  deliver: (message: Message) => void,
): (message: Message) => void {
  const waiting: Message[] = [];
  let isHeld = false;
  const pass = (message: Message) => {
    deliver(message);
    isHeld = 'method' in message;
    if (isHeld) setImmediate(goOn);
  };
  const goOn = () => {
    isHeld = false;
    for (const message of waiting.splice(0)) take(message);
  };
  const take = (message: Message) => {
    if (isHeld) waiting.push(message);
    else pass(message);
  };
  return take;
}
