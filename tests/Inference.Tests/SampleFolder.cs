namespace RagCluster.Inference.Tests;

/// <summary>A folder of its own for a test, gone afterwards.</summary>
public sealed class SampleFolder : IDisposable
{
    public SampleFolder() => Path = Directory.CreateTempSubdirectory("inference-tests-").FullName;

    public string Path { get; }

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
