namespace RagCluster.Contract.Tests.Chat;

/// <summary>What a chat endpoint may answer instead of an answer. Every one but the last three says status 200.</summary>
public enum ChatNonsense
{
    /// <summary>None: a supported sentence, as a sound model streams it.</summary>
    None = 0,

    /// <summary>An event stream without a byte.</summary>
    EmptyStream,

    /// <summary>An event stream that only says that it is done.</summary>
    DoneAlone,

    /// <summary>A page of a proxy.</summary>
    Html,

    /// <summary>An error as JSON.</summary>
    JsonError,

    /// <summary>A whole completion as JSON, as a server gives it that does not stream.</summary>
    WholeCompletion,

    /// <summary>An error as an event.</summary>
    ErrorEvent,

    /// <summary>Random bytes.</summary>
    Garbage,

    /// <summary>Events whose JSON is cut off.</summary>
    MalformedEvents,

    /// <summary>One event of 10 MB in one line.</summary>
    LongLine,

    /// <summary>Words without a full stop and without an end.</summary>
    EndlessWords,

    /// <summary>Sentences that no source supports, without an end.</summary>
    EndlessSentences,

    /// <summary>Events without a word, without an end.</summary>
    EndlessEmptyEvents,

    /// <summary>Half a sentence and a reset of the connection.</summary>
    ResetInMidStream,

    /// <summary>Half a sentence and an orderly end of the connection, without a mark that the answer is whole.</summary>
    CutInMidStream,

    /// <summary>Not one byte.</summary>
    HangBeforeHeaders,

    /// <summary>Headers and the role, and no word.</summary>
    HangBeforeWords,

    /// <summary>Half a sentence and then nothing.</summary>
    HangInMidStream,

    /// <summary>Status 307 with the same address again: whoever follows it asks more than once.</summary>
    Redirection,

    /// <summary>Status 500 with a body without an end.</summary>
    EndlessError,

    /// <summary>Status 400 with a message that speaks to a terminal.</summary>
    ErrorForATerminal,
}
