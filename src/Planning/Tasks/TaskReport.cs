namespace RagCluster.Planning.Tasks;

/// <summary>A task of a group as it stands at a moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">Where it stands.</param>
public sealed record TaskReport(string Name, TaskState State)
{
    /// <summary>When its first attempt began; null when none did.</summary>
    public DateTimeOffset? BeganAt { get; init; }

    /// <summary>From then to its end, pauses between attempts included; null while it has not ended.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>Attempts that began.</summary>
    public int Attempts { get; init; }

    /// <summary>How its last attempt failed; null when it did not.</summary>
    public Exception? Error { get; init; }

    /// <summary>Whether it has ended, or never will begin.</summary>
    public bool IsFinal => State > TaskState.Running;
}
