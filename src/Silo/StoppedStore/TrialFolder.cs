namespace RagCluster.Silo.StoppedStore;

/// <summary>A folder that only this user can read, and that is gone afterwards.</summary>
internal sealed class TrialFolder : IDisposable
{
    private TrialFolder(string path) => Path = path;

    /// <summary>Where it is.</summary>
    internal string Path { get; }

    /// <summary>Makes one.</summary>
    /// <param name="within">The folder in which it is made; null for the system's folder for temporary files.</param>
    /// <exception cref="IOException">There is no such folder, or nothing can be made in it.</exception>
    internal static TrialFolder Create(string? within)
    {
        const string Prefix = "rag-verify-";
        if (within is not { Length: > 0 })
            return new TrialFolder(Directory.CreateTempSubdirectory(Prefix).FullName);
        if (!Directory.Exists(within))
            throw new DirectoryNotFoundException($"There is no folder '{within}'.");
        string path = System.IO.Path.Combine(within, Prefix + Guid.NewGuid().ToString("N"));
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new TrialFolder(path);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
