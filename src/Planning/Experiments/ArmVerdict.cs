namespace RagCluster.Planning.Experiments;

/// <summary>What the evidence says of an arm against the control.</summary>
public enum ArmVerdict
{
    /// <summary>Too little is known.</summary>
    Undecided = 0,

    /// <summary>It is better in the primary metric.</summary>
    Better = 1,

    /// <summary>It is worse in the primary metric.</summary>
    Worse = 2,
}
