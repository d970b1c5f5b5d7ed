namespace RagCluster.Text.Reading.Isolation;

/// <summary>What <see cref="ReadingWorker"/> answers: a document, or the code and message of a refusal.</summary>
internal sealed record WorkerReply(ExtractedDocument? Document, string? Code, string? Message);
