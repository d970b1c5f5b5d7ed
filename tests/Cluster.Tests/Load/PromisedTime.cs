namespace RagCluster.Cluster.Tests.Load;

/// <summary>
/// A time that is promised for a machine with nothing else to do. <c>RAG_TEST_TIMES=exact</c> asserts it as it is promised; otherwise only
/// a multiple of it, since whatever else runs on the machine makes every wait longer. Scenarios print what they took either way.
/// </summary>
internal static class PromisedTime
{
    private const int Shared = 6;

    private static readonly bool IsExact = Environment.GetEnvironmentVariable("RAG_TEST_TIMES") == "exact";

    /// <summary>Asserts that a time was kept.</summary>
    /// <param name="promised">The promise.</param>
    /// <param name="took">What it took.</param>
    /// <param name="what">What is promised, as a sentence's beginning.</param>
    internal static void AssertKept(TimeSpan promised, TimeSpan took, string what) =>
        Assert.True(took <= promised * (IsExact ? 1 : Shared), $"{what} after {took}; promised are {promised}.");
}
