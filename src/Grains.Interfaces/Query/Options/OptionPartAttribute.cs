namespace RagCluster.Grains.Interfaces.Query.Options;

/// <summary>Marks a property of <see cref="SearchOptions"/> that holds options of one subject.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionPartAttribute : Attribute
{
    /// <summary>
    /// Whether the part is an object of its own in a request's body; otherwise its options stand beside those of the other parts.
    /// </summary>
    public bool IsNested { get; set; }

    /// <summary>Whether the part concerns one call alone, so that it has no place in the cache's key.</summary>
    public bool IsOfOneCall { get; set; }
}
