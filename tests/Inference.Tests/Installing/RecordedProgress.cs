using RagCluster.Inference.Installing;

namespace RagCluster.Inference.Tests.Installing;

/// <summary>Keeps what it is told, at once and in order.</summary>
public sealed class RecordedProgress : IProgress<ModelDownloadProgress>
{
    public List<ModelDownloadProgress> Reports { get; } = [];

    public void Report(ModelDownloadProgress value) => Reports.Add(value);
}
