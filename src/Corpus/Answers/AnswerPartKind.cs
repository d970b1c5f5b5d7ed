namespace RagCluster.Corpus.Answers;

/// <summary>What a part of an answer is, so that it can be shown as such.</summary>
public enum AnswerPartKind
{
    /// <summary>Running text on one line.</summary>
    Text = 0,

    /// <summary>Code, with its line breaks.</summary>
    Code = 1,

    /// <summary>A row of a table, each value with the name of its column.</summary>
    Row = 2,

    /// <summary>Items of a list, one or more lines each.</summary>
    List = 3,
}
