namespace RagCluster.Grains.Interfaces.Query.Options;

/// <summary>What the passages of a search are grouped by.</summary>
public enum ResultGrouping
{
    /// <summary>By nothing: one list.</summary>
    None = 0,

    /// <summary>By their document.</summary>
    Document = 1,
}
