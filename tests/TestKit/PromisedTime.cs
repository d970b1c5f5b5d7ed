namespace RagCluster.TestKit;

/// <summary>
/// A time that is promised for a machine with nothing else to do. <c>RAG_TEST_TIMES=exact</c> asserts it as it is promised; otherwise only
/// a multiple of it, since whatever else runs on the machine makes every wait longer. Tests print what they took either way.
/// </summary>
public static class PromisedTime
{
    private const int Shared = 6;

    /// <summary>Whether the machine is this run's alone, so that promised times are asserted.</summary>
    public static bool IsExact { get; } = Environment.GetEnvironmentVariable("RAG_TEST_TIMES") == "exact";

    /// <summary>How much of a promised time may be taken in this run.</summary>
    /// <param name="promised">The promise.</param>
    public static TimeSpan Allowed(TimeSpan promised) => promised * (IsExact ? 1 : Shared);

    /// <summary>Asserts that a time was kept.</summary>
    /// <param name="promised">The promise.</param>
    /// <param name="took">What it took.</param>
    /// <param name="what">What is promised, as a sentence's beginning.</param>
    /// <exception cref="TimeoutException">It was not kept.</exception>
    public static void AssertMet(TimeSpan promised, TimeSpan took, string what)
    {
        if (took > Allowed(promised))
            throw new TimeoutException($"{what} after {took}; promised are {promised}.");
    }
}
