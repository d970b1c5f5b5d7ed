using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Auditing;

namespace RagCluster.Api.Subjects;

/// <summary><c>/api/v1/subjects</c>: what is kept of a person, for the person (articles 15, 17 and 20 of the GDPR).</summary>
internal static class SubjectEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        RouteGroupBuilder group = api.MapGroup("/subjects/{subject}").WithTags("Access").NeedsOperator(Permission.SystemAdmin);
        group.MapGet("/export", ExportAsync).WithSummary("What is kept of a subject; the audit log gets its SHA-256").Produces<object>();
        group
            .MapDelete("/", EraseAsync)
            .WithSummary("Erase what is kept of a subject; the receipt stands in the audit log too")
            .Produces<SubjectReceipt>();
    }

    private static async Task<IResult> ExportAsync(
        string subject,
        HttpContext context,
        IGrainFactory grains,
        CancellationToken cancellationToken,
        string? tenant = null
    )
    {
        SubjectData data = await SubjectData.ReadAsync(grains, SubjectName.Parse(subject, tenant), cancellationToken);
        return Results.Stream(
            async stream =>
            {
                string hash = await SubjectExport.WriteAsync(stream, data, cancellationToken);
                AuditNote.Set(context, By(context), StatusCodes.Status200OK, $"{data.Subject}: export sha256 {hash}");
            },
            "application/json"
        );
    }

    private static async Task<IResult> EraseAsync(
        string subject,
        HttpContext context,
        IGrainFactory grains,
        TimeProvider time,
        [AsParameters] ErasureQuery query,
        CancellationToken cancellationToken
    )
    {
        bool withDocuments = query.WithDocuments();
        SubjectData data = await SubjectData.ReadAsync(grains, SubjectName.Parse(subject, query.Tenant), cancellationToken);
        string hash = await SubjectExport.WriteAsync(Stream.Null, data, cancellationToken);
        SubjectErasure erased = await data.EraseAsync(grains, withDocuments, cancellationToken);
        SubjectReceipt receipt = SubjectReceipt.Of(data, erased, hash, By(context), time.GetUtcNow());
        AuditNote.Set(context, receipt.ErasedBy, StatusCodes.Status200OK, receipt.ToTarget());
        return Results.Ok(receipt);
    }

    private static string By(HttpContext context) => AuditNote.NameOf(context.Caller() ?? Principal.Anonymous);
}
