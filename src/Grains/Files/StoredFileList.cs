using RagCluster.Grains.Interfaces.Files;

namespace RagCluster.Grains.Files;

/// <summary>The state of a <see cref="FileListGrain"/>.</summary>
[GenerateSerializer]
[Alias("RagCluster.StoredFileList")]
internal sealed record StoredFileList
{
    // Longer than any upload takes.
    private static readonly TimeSpan CreationMax = TimeSpan.FromHours(1);

    /// <summary>The files, the oldest first.</summary>
    [Id(0)]
    public StoredFile[] Files { get; init; } = [];

    /// <summary>Files that are not listed and may have content, and since when: those being made, and those deleted.</summary>
    [Id(1)]
    public Dictionary<string, DateTimeOffset> Unlisted { get; init; } = [];

    /// <summary>The files whose time is not over.</summary>
    internal StoredFile[] Lasting(DateTimeOffset now) => [.. Files.Where(file => !(file.ExpiresAt <= now))];

    /// <summary>The files whose content is to go: whose time is over, which were deleted, and whose making came to no end.</summary>
    internal string[] Leftovers(DateTimeOffset now) =>
        [
            .. Files.Where(file => file.ExpiresAt <= now).Select(file => file.Id),
            .. Unlisted.Where(file => now - file.Value >= CreationMax).Select(file => file.Key),
        ];

    /// <summary>The list once the content of the leftovers is gone and another file is being made.</summary>
    internal StoredFileList Begin(string id, IReadOnlyCollection<string> gone, DateTimeOffset now) =>
        new()
        {
            Files = [.. Files.Where(file => !gone.Contains(file.Id))],
            Unlisted = new Dictionary<string, DateTimeOffset>(Unlisted.Where(file => !gone.Contains(file.Key))) { [id] = now },
        };

    /// <summary>The list with a file that was made.</summary>
    internal StoredFileList Add(StoredFile file) =>
        new() { Files = [.. Files, file], Unlisted = Unlisted.Where(other => other.Key != file.Id).ToDictionary() };

    /// <summary>The list without a file, whose content goes at the next occasion if not before.</summary>
    internal StoredFileList Remove(string id) =>
        new()
        {
            Files = [.. Files.Where(file => file.Id != id)],
            Unlisted = new Dictionary<string, DateTimeOffset>(Unlisted) { [id] = DateTimeOffset.MinValue },
        };
}
