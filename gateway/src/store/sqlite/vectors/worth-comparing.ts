/** Of some rows, how near they are by their codes and by their bits, in the same order. */
interface Sample {
  readonly cosines: readonly number[];
  readonly distances: readonly number[];
}

/* In deviations: of rows that are just near enough, less than one in a hundred differs in more bits. */
const margin = 3;

/**
 * The distance in bits beyond which hardly any row has a cosine of `least`, going by how the two hang together in a
 * sample. The line errs on the safe side: what is near differs in fewer bits than it says.
 */
export function farthestWorthComparing({ cosines, distances }: Sample, least: number): number {
  const meanCosine = mean(cosines);
  const meanDistance = mean(distances);
  let [cosineSquares, distanceSquares, products] = [0, 0, 0];
  for (const [at, one] of cosines.entries()) {
    const cosine = one - meanCosine;
    const distance = distances[at]! - meanDistance;
    cosineSquares += cosine * cosine;
    distanceSquares += distance * distance;
    products += cosine * distance;
  }
  if (products >= 0) return Infinity;
  const slope = products / cosineSquares;
  const unexplained = Math.max(0, distanceSquares - slope * products) / cosines.length;
  return meanDistance + slope * (least - meanCosine) + margin * Math.sqrt(unexplained);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
