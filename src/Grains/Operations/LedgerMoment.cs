namespace RagCluster.Grains.Operations;

/// <summary>The ledger at one moment.</summary>
/// <param name="Timestamp">The moment, on the clock that never jumps.</param>
/// <param name="At">The moment, on the wall.</param>
/// <param name="CpuTime">Processor time of the process so far.</param>
/// <param name="Calls">The counts.</param>
internal sealed record LedgerMoment(long Timestamp, DateTimeOffset At, TimeSpan CpuTime, CallCounts[] Calls);
