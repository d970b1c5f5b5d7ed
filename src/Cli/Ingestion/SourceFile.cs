namespace RagCluster.Cli.Ingestion;

/// <summary>A file to be sent.</summary>
/// <param name="Path">Where it lies, as <see cref="Disk.RawName"/> has it.</param>
/// <param name="Name">The name that the server keeps: relative to the folder that the user named, with that folder's name in front.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record SourceFile(string Path, string Name, long Bytes);
