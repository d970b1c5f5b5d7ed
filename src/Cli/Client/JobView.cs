using System.Text.Json;
using RagCluster.Client.Jobs;

namespace RagCluster.Cli.Client;

/// <summary>A job as the API shows it.</summary>
internal sealed record JobView(
    string Id,
    string Status,
    int Total,
    int Queued,
    int Indexed,
    int Unchanged,
    int Failed,
    int Superseded,
    JobDocumentView[] Documents,
    ModelChangeView? ModelChange = null
)
{
    /// <summary>What is printed of a job.</summary>
    internal static JobView From(Job job) =>
        new(
            job.Id,
            JsonNamingPolicy.SnakeCaseLower.ConvertName(job.Status.ToString()),
            job.Total,
            job.Queued,
            job.Indexed,
            job.Unchanged,
            job.Failed,
            job.Superseded,
            Array.ConvertAll(job.Documents, JobDocumentView.From),
            ModelChangeView.From(job.ModelChange)
        );
}
