namespace RagCluster.Planning.Queries.Tuning;

/// <summary>Says what value a knob has and how it came there. Not safe for concurrent use.</summary>
public interface IKnobTuner
{
    /// <summary>The value in use.</summary>
    double Value { get; }

    /// <summary>Whether a change was reverted: the knob stays until it is released.</summary>
    bool IsHeld { get; }

    /// <summary>The log, the oldest first.</summary>
    IReadOnlyList<TuningChange> Changes { get; }

    /// <summary>The value that a share of the uses is to try; null for none.</summary>
    /// <param name="now">The time.</param>
    double? Candidate(DateTimeOffset now);

    /// <summary>Takes a change back, and those after it; the knob then stays where it is.</summary>
    /// <param name="number">The change's number.</param>
    /// <param name="now">The time.</param>
    /// <returns>The change that takes it back; null when there is none of that number.</returns>
    TuningChange? Revert(int number, DateTimeOffset now);

    /// <summary>Lets it be tuned again, from where it is.</summary>
    void Release();
}
