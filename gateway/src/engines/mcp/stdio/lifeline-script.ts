/**
 * Runs the server in a process group of its own and holds on to file descriptor 3, the lifeline. When its
 * other end closes, in whatever way the gateway ended, everything in the group is killed. The exit code of
 * the server goes over the lifeline; what it leaves behind in the group is killed as well.
 */
export const lifelineScript = `
exec 4<&0 5>&1
"$@" <&4 >&5 3>&- 4<&- 5>&- &
child=$!
exec 0</dev/null 1>/dev/null 4<&- 5>&-
trap 'kill -TERM "$child"' TERM
{ read -r _ <&3; kill -KILL 0; } 2>/dev/null &
exec 2>/dev/null
while :; do
  wait "$child"
  code=$?
  kill -0 "$child" || break
done
echo "$code" >&3
kill -KILL 0
`;
