using RagCluster.Corpus.Telemetry;

namespace RagCluster.Grains.Operations;

/// <summary>The calls of one grain method on this silo at one moment.</summary>
internal sealed record CallCounts(string Grain, string Method, long ErrorCount, HistogramSnapshot Durations);
