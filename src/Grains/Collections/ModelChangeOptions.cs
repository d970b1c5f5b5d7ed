namespace RagCluster.Grains.Collections;

/// <summary>How a collection's model is changed. Section <c>ModelChange</c>: <c>RAG__ModelChange__RetirementTime</c>.</summary>
public sealed class ModelChangeOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "ModelChange";

    /// <summary>
    /// How long the old vectors are kept up after the new model began to answer. More than the minute for which a silo that is cut off may
    /// use an old shard map.
    /// </summary>
    public TimeSpan RetirementTime { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>What is wrong with these options, naming the setting and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (RetirementTime < TimeSpan.FromSeconds(2) || RetirementTime > TimeSpan.FromDays(1))
            yield return $"RAG__ModelChange__RetirementTime is {RetirementTime}: set it between 00:00:02 and 1.00:00:00.";
    }
}
