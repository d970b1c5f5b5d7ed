namespace RagCluster.Benchmarks;

/// <summary>What one slice of a load brought.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="Milliseconds">The median of a request's time.</param>
/// <param name="Processor">The server's processor time for a request, in milliseconds.</param>
internal sealed record AccessSlice(double Rate, double Milliseconds, double Processor);
