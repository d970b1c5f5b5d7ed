namespace RagCluster.Shards.Files;

/// <summary>Takes the sections of a segment, one after the other.</summary>
internal interface ISectionSink
{
    /// <summary>Begins a section and ends the one before.</summary>
    /// <param name="name">Its name, of a sink's sections the only one of that name.</param>
    /// <param name="length">Its bytes where that is known before: memory for them is then taken once. Any number may be written.</param>
    /// <returns>Takes the section's bytes, up to <see cref="FileLayout.SectionBytesMax"/>.</returns>
    Stream Begin(string name, int length = 0);
}
