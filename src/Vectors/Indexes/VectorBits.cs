namespace RagCluster.Vectors.Indexes;

/// <summary>Whether rows have a bit for each dimension besides their codes.</summary>
public enum VectorBits
{
    /// <summary>Where comparing all rows takes less with them: those of at least 193 dimensions that have no sketches.</summary>
    WherePaying,

    /// <summary>In any case.</summary>
    Always,

    /// <summary>In no case.</summary>
    Never,
}
