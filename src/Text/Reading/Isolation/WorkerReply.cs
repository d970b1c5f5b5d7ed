namespace RagCluster.Text.Reading.Isolation;

/// <summary>What a worker answers.</summary>
/// <param name="Kind">Of what kind the answer is.</param>
/// <param name="Document">The document that it read.</param>
/// <param name="Code">The code of a refusal.</param>
/// <param name="Message">The message of a refusal.</param>
internal sealed record WorkerReply(WorkerReplyKind Kind, ExtractedDocument? Document = null, string? Code = null, string? Message = null);
