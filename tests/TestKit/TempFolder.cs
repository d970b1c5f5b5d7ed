namespace RagCluster.TestKit;

/// <summary>A folder of its own for one test, removed afterwards.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Makes the folder.</summary>
    public TempFolder() => FullPath = Directory.CreateTempSubdirectory("rag-test-").FullName;

    /// <summary>The folder.</summary>
    public string FullPath { get; }

    /// <summary>A path in the folder.</summary>
    /// <param name="name">The file's name.</param>
    public string File(string name) => Path.Combine(FullPath, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
