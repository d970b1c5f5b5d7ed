namespace RagCluster.Planning.Calls.Failures;

/// <summary>Failures of one fingerprint, as they stand at a moment.</summary>
/// <param name="Fingerprint">What they have in common.</param>
/// <param name="Message">What the last of them said.</param>
/// <param name="Count">How many there were since the first.</param>
/// <param name="FirstAt">When the first came.</param>
/// <param name="LastAt">When the last came.</param>
/// <param name="StreakSubjects">How many different subjects it hit since the dependency last did what it should; counted up to
/// <see cref="FailurePatterns.SubjectsMax"/>.</param>
/// <param name="StreakCount">How many failures there were since then.</param>
/// <param name="StreakBeganAt">When the first of those came.</param>
public sealed record FailurePattern(
    FailureFingerprint Fingerprint,
    string Message,
    long Count,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    int StreakSubjects,
    long StreakCount,
    DateTimeOffset StreakBeganAt
)
{
    /// <summary>
    /// Whether the dependency is to blame rather than what it was used for: several different subjects met this and none went well in
    /// between. After <see cref="FailurePatterns.OutageMax"/> it is no longer assumed: then all of them may be faulty.
    /// </summary>
    public bool IsOutage => StreakSubjects >= FailurePatterns.OutageSubjects && LastAt - StreakBeganAt < FailurePatterns.OutageMax;

    /// <summary>Whether it came several times in a row: worth no further attempt for a while.</summary>
    public bool IsRepeating => StreakCount >= FailurePatterns.Repeated;
}
