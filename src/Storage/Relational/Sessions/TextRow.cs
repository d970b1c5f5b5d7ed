namespace RagCluster.Storage.Relational.Sessions;

/// <summary>A row of <c>texts</c>.</summary>
/// <param name="Document">The document's key.</param>
/// <param name="Generation">The version.</param>
/// <param name="Bytes">The text in stored form.</param>
/// <param name="Checksum">The row's checksum.</param>
internal sealed record TextRow(long Document, long Generation, byte[] Bytes, long Checksum);
