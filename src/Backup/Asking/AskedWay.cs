using RagCluster.Corpus.Access;

namespace RagCluster.Backup.Asking;

/// <summary>
/// How a question is asked. Without anything said: by words and vectors, of all documents, by somebody who sees all of them.
/// </summary>
public sealed record AskedWay
{
    /// <summary>The first passages that are wanted.</summary>
    public const int TopK = 10;

    /// <summary>What finds passages.</summary>
    public AskedLegs Legs { get; init; }

    /// <summary>Whether the question's document alone may answer.</summary>
    public bool Alone { get; init; }

    /// <summary>What the one who asks sees; null for everything.</summary>
    public AccessView? View { get; init; }
}
