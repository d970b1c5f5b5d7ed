namespace RagCluster.Planning.Experiments;

/// <summary>An experiment's evidence as it is stored: for each arm and in it each metric.</summary>
/// <param name="Tallies">The sums.</param>
/// <param name="LogRatios">The largest logarithm of the likelihood ratio that was ever seen.</param>
/// <param name="Seen">The units that were counted.</param>
public sealed record EvidenceSums(Tally[] Tallies, double[] LogRatios, byte[] Seen);
