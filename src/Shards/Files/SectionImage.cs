namespace RagCluster.Shards.Files;

/// <summary>
/// The sections of a segment in memory: for what is not on disk yet. For one thread while it is written, for any afterwards.
/// </summary>
internal sealed class SectionImage : ISectionSink, ISectionSource
{
    private readonly Dictionary<string, MemoryStream> _sections = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public long LengthBytes => _sections.Values.Sum(section => section.Length);

    /// <inheritdoc/>
    public Stream Begin(string name, int length = 0)
    {
        MemoryStream section = new(length);
        _sections.Add(name, section);
        return section;
    }

    /// <summary>Gives back the room that was left for more: a section grows by doubling, and stays as it is once it is written.</summary>
    internal void Trim()
    {
        foreach (MemoryStream section in _sections.Values)
            section.Capacity = (int)section.Length;
    }

    /// <inheritdoc/>
    public Section Section(string name) =>
        _sections.TryGetValue(name, out MemoryStream? section)
            ? new Section(section.GetBuffer().AsMemory(0, (int)section.Length), null, 0)
            : Files.Section.None;
}
