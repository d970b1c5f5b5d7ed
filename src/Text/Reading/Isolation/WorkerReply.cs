namespace RagCluster.Text.Reading.Isolation;

/// <summary>What a worker answers.</summary>
/// <param name="Kind">Of what kind the answer is.</param>
/// <param name="Document">The document that it read.</param>
/// <param name="Code">The code of a refusal.</param>
/// <param name="Message">The message of a refusal.</param>
internal sealed record WorkerReply(WorkerReplyKind Kind, ExtractedDocument? Document = null, string? Code = null, string? Message = null)
{
    /// <summary>Whether it answers a file.</summary>
    internal bool IsAnswer => Kind is WorkerReplyKind.Document or WorkerReplyKind.Refusal;

    /// <summary>The limit that a file met which is not answered.</summary>
    internal ReadingFailure Failure =>
        Kind switch
        {
            WorkerReplyKind.OutOfMemory => ReadingFailure.Memory,
            WorkerReplyKind.TooLong => ReadingFailure.Output,
            _ => ReadingFailure.None,
        };
}
