namespace RagCluster.Text.Reading;

/// <summary>
/// A document takes long to read, and every place for slow documents is taken: it is to be read again in <see cref="ReadingLane.Slow"/>.
/// </summary>
public sealed class SlowDocumentException() : Exception("The document takes long to read, and every place for slow documents is taken.");
