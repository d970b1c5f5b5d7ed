namespace RagCluster.Inference.Installing;

/// <summary>How far a download is.</summary>
/// <param name="File">The file, as the registry names it.</param>
/// <param name="BytesDone">Bytes that are here, those of an earlier attempt counted.</param>
/// <param name="BytesTotal">Bytes of the whole file.</param>
public readonly record struct ModelDownloadProgress(string File, long BytesDone, long BytesTotal);
