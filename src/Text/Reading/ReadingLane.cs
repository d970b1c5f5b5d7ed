namespace RagCluster.Text.Reading;

/// <summary>How a document that takes long to read is treated, so that it does not hold up the others.</summary>
public enum ReadingLane
{
    /// <summary>
    /// It is read like any other. Once it takes long it goes on in a place for slow documents, and waits for one if need be.
    /// </summary>
    Any,

    /// <summary>
    /// As <see cref="Any"/>, but where every place for slow documents is taken the reading ends with a <see cref="SlowDocumentException"/>.
    /// </summary>
    Quick,

    /// <summary>It is known to take long: it waits for a place for slow documents.</summary>
    Slow,
}
