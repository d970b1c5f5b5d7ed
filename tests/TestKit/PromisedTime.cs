namespace RagCluster.TestKit;

/// <summary>
/// A time that is promised for a machine with nothing else to do, and asserted with <c>RAG_TEST_TIMES=exact</c> only, since whatever else
/// runs on a machine makes every wait longer: otherwise a test asserts that what was promised came at all. It prints what it took either
/// way.
/// </summary>
public static class PromisedTime
{
    private const int Shared = 10;

    /// <summary>Whether the machine is this run's alone, so that promised times are asserted.</summary>
    public static bool IsExact { get; } = Environment.GetEnvironmentVariable("RAG_TEST_TIMES") == "exact";

    /// <summary>
    /// A time of a client's or a server's, a timeout for example, in this run: several times what it is on a machine of its own.
    /// </summary>
    /// <param name="promised">What it is there.</param>
    public static TimeSpan Allowed(TimeSpan promised) => promised * (IsExact ? 1 : Shared);

    /// <summary>Asserts that a time was kept.</summary>
    /// <param name="promised">The promise.</param>
    /// <param name="took">What it took.</param>
    /// <param name="what">What is promised, as a sentence's beginning.</param>
    /// <exception cref="TimeoutException">It was not kept; or, where times are not asserted, the wait had no end.</exception>
    public static void AssertMet(TimeSpan promised, TimeSpan took, string what)
    {
        if (took > (IsExact ? promised : TestPatience.Max))
            throw new TimeoutException($"{what} after {took}; promised are {promised}.");
    }
}
