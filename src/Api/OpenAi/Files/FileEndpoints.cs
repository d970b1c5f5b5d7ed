using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Auditing;
using RagCluster.Api.Binding;
using RagCluster.Api.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Files;

namespace RagCluster.Api.OpenAi.Files;

/// <summary><c>/v1/files</c>: files that a client sends once and then makes documents of, by their ids.</summary>
internal static class FileEndpoints
{
    private const int ListMax = 10_000;
    private const int ExpirySecondsMin = 3600;
    private const int ExpirySecondsMax = 2_592_000;
    private static readonly string[] Purposes = ["assistants", "batch", "fine-tune", "vision", "user_data", "evals"];

    /// <summary>Maps the endpoints.</summary>
    internal static void Map(IEndpointRouteBuilder openAi)
    {
        RouteGroupBuilder group = openAi.MapGroup("/files").WithTags("OpenAI").Needs(Permission.DocumentsRead);
        group
            .MapPost("/", UploadAsync)
            .WithSummary("Keep a file for use by its id; only its sender sees it")
            .Accepts<IFormFile>("multipart/form-data")
            .Produces<OpenAiFile>()
            .DisableAntiforgery()
            .Needs(Permission.DocumentsWrite);
        group.MapGet("/", ListAsync).WithSummary("List one's files").Produces<OpenAiPage<OpenAiFile>>();
        group.MapGet("/{id}", GetAsync).WithSummary("What is known of a file").Produces<OpenAiFile>();
        group
            .MapGet("/{id}/content", ContentAsync)
            .WithSummary("A file's content")
            .Produces<byte[]>(contentType: "application/octet-stream");
        group
            .MapDelete("/{id}", DeleteAsync)
            .WithSummary("Delete a file; documents that were made of it stay")
            .Produces<OpenAiDeleted>()
            .Needs(Permission.DocumentsDelete);
    }

    private static async Task<IResult> UploadAsync(
        HttpContext context,
        IGrainFactory grains,
        IOptions<ApiOptions> options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        IFormCollection form = await FormBody.ReadAsync(context.Request, cancellationToken);
        string purpose = form["purpose"].ToString();
        if (!Purposes.Contains(purpose))
            throw RagException.Invalid("purpose", $"purpose is one of {string.Join(", ", Purposes)}.");
        IFormFile file = form.Files.Count == 1 ? form.Files[0] : throw RagException.Invalid("file", "Send one file, as the field file.");
        byte[] bytes = UploadReader.Checked(
            await UploadReader.ReadAllAsync(file, options.Value, cancellationToken),
            file.Length,
            "file",
            options.Value
        );
        DateTimeOffset now = time.GetUtcNow();
        StoredFile stored = new(
            OwnedFiles.NewId(now),
            DocumentNames.Checked(file.FileName, "file"),
            purpose,
            bytes.Length,
            now,
            Expiry(form) is { } seconds ? now.AddSeconds(seconds) : null
        );
        await OwnedFiles.Of(context, grains).File(stored.Id).CreateAsync(new StoredContent(stored, bytes), cancellationToken);
        AuditNote.Describe(context, stored.Id);
        return Results.Ok(OpenAiFile.From(stored));
    }

    private static int? Expiry(IFormCollection form)
    {
        string anchor = form["expires_after[anchor]"].ToString();
        string seconds = form["expires_after[seconds]"].ToString();
        if (anchor.Length == 0 && seconds.Length == 0)
            return null;
        return anchor == "created_at" && int.TryParse(seconds, out int parsed) && parsed is >= ExpirySecondsMin and <= ExpirySecondsMax
            ? parsed
            : throw RagException.Invalid(
                "expires_after",
                $"expires_after has the anchor created_at and {ExpirySecondsMin} to {ExpirySecondsMax} seconds."
            );
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        IGrainFactory grains,
        [AsParameters] OpenAiPageQuery query,
        CancellationToken cancellationToken
    )
    {
        StoredFile[] files = await OwnedFiles.Of(context, grains).List().ListAsync(cancellationToken);
        return Results.Ok(
            OpenAiPage<OpenAiFile>.Of(
                files.Where(file => query.Purpose is null || file.Purpose == query.Purpose).Select(OpenAiFile.From),
                file => file.Id,
                query.Count(ListMax, ListMax),
                query
            )
        );
    }

    private static async Task<IResult> GetAsync(
        string id,
        HttpContext context,
        IGrainFactory grains,
        CancellationToken cancellationToken
    ) => Results.Ok(OpenAiFile.From(await OwnedFiles.Of(context, grains).File(id).GetAsync(cancellationToken)));

    private static async Task<IResult> ContentAsync(
        string id,
        HttpContext context,
        IGrainFactory grains,
        CancellationToken cancellationToken
    )
    {
        StoredContent content = await OwnedFiles.Of(context, grains).File(id).ReadAsync(cancellationToken);
        // As an attachment of no executable type, as the documents' originals are.
        return Results.File(
            content.Bytes,
            "application/octet-stream",
            content.File.Name.Length > 0 ? content.File.Name.Split('/')[^1] : id
        );
    }

    private static async Task<IResult> DeleteAsync(
        string id,
        HttpContext context,
        IGrainFactory grains,
        CancellationToken cancellationToken
    )
    {
        await OwnedFiles.Of(context, grains).File(id).DeleteAsync(cancellationToken);
        return Results.Ok(new OpenAiDeleted(id, "file"));
    }
}
