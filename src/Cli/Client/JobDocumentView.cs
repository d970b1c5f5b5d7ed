using System.Text.Json;
using RagCluster.Client.Jobs;

namespace RagCluster.Cli.Client;

/// <summary>A job's document as the API shows it.</summary>
internal sealed record JobDocumentView(string Name, string? DocumentId, string Status, ErrorView? Error)
{
    /// <summary>What is printed of a job's document.</summary>
    internal static JobDocumentView From(JobDocument document) =>
        new(
            document.Name,
            document.DocumentId,
            JsonNamingPolicy.SnakeCaseLower.ConvertName(document.Status.ToString()),
            document.Error is { } error ? new ErrorView(error.Code, error.Message) : null
        );
}
