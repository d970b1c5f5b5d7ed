namespace RagCluster.Shards.Files;

/// <summary>The sections of a segment, wherever they lie.</summary>
internal interface ISectionSource
{
    /// <summary>Bytes of all sections.</summary>
    long LengthBytes { get; }

    /// <summary>A section; an empty one where there is none of that name.</summary>
    /// <param name="name">Its name.</param>
    Section Section(string name);
}
