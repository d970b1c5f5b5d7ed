using Microsoft.AspNetCore.Http;

namespace RagCluster.Api.Auditing;

/// <summary>What an endpoint says of its request for the audit log, where the response does not.</summary>
/// <param name="Subject">Who it was, or said to be.</param>
/// <param name="Status">The outcome, as HTTP would say it.</param>
internal sealed record AuditNote(string Subject, int Status)
{
    /// <summary>Has a request noted.</summary>
    internal static void Set(HttpContext context, string subject, int status) =>
        context.Features[typeof(AuditNote)] = new AuditNote(subject, status);
}
