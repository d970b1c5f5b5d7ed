namespace RagCluster.Retrieval.Bm25;

/// <summary>A folder for the files of one run; deleted afterwards unless it is to be kept.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly bool _stays;

    internal WorkFolder(string? keep)
    {
        _stays = keep is not null;
        Path = keep ?? Directory.CreateTempSubdirectory("bm25-").FullName;
        Directory.CreateDirectory(Path);
    }

    internal string Path { get; }

    public void Dispose()
    {
        if (!_stays)
            Directory.Delete(Path, recursive: true);
    }
}
