using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RagCluster.Api.Json;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Metadata;
using RagCluster.Grains.Interfaces.Ingest;

namespace RagCluster.Api.Documents;

/// <summary>Reads the documents of a request, from a form with files or from JSON.</summary>
internal static class UploadReader
{
    private const int TitleLengthMax = 512;
    private const int UriLengthMax = 2048;

    /// <summary>Reads the whole request into memory, within the limits of the options.</summary>
    /// <exception cref="RagException">Invalid: neither form nor JSON, too many documents, or no good one.</exception>
    internal static async Task<Upload> ReadAsync(HttpRequest request, ApiOptions options, CancellationToken cancellationToken)
    {
        Upload upload = request.HasFormContentType
            ? await ReadFormAsync(request, options, cancellationToken)
            : await ReadJsonAsync(request, options, cancellationToken);
        upload.EnsureAny();
        return upload;
    }

    private static async Task<Upload> ReadFormAsync(HttpRequest request, ApiOptions options, CancellationToken cancellationToken)
    {
        IFormCollection form = await request.ReadFormAsync(cancellationToken);
        EnsureCount(form.Files.Count, options);
        Dictionary<string, MetadataValue> metadata = ReadFormMetadata(form);
        Upload upload = new();
        foreach (IFormFile file in form.Files)
        {
            byte[] content = await ReadAllAsync(file, options, cancellationToken);
            bool alone = form.Files.Count == 1;
            upload.Add(
                file.FileName,
                () =>
                    new UploadedDocument
                    {
                        Id = alone && Text(form, "id") is { } id ? Names.Document(id) : null,
                        Name = DocumentNames.Checked(file.FileName, "file"),
                        Title = alone ? Limited(Text(form, "title"), TitleLengthMax, "title") : "",
                        Uri = alone ? Limited(Text(form, "uri"), UriLengthMax, "uri") : "",
                        Metadata = metadata,
                        Content = Checked(content, file.Length, "file", options),
                    }
            );
        }

        return upload;
    }

    private static async Task<Upload> ReadJsonAsync(HttpRequest request, ApiOptions options, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
            throw new BadHttpRequestException(
                "Send multipart/form-data with files, or application/json with documents.",
                StatusCodes.Status415UnsupportedMediaType
            );
        DocumentsRequest body =
            await request.ReadFromJsonAsync<DocumentsRequest>(ApiJson.Native, cancellationToken)
            ?? throw RagException.Invalid("documents", "The body is null; send {\"documents\": [...]}.");
        EnsureCount(body.Documents.Length, options);
        Upload upload = new();
        for (int i = 0; i < body.Documents.Length; i++)
        {
            DocumentRequest document = body.Documents[i];
            string field = $"documents[{i}]";
            upload.Add(document.Name ?? document.Id ?? field, () => FromJson(document, field, options));
        }

        return upload;
    }

    private static UploadedDocument FromJson(DocumentRequest document, string field, ApiOptions options)
    {
        byte[] content = Encoding.UTF8.GetBytes(document.Text);
        return new UploadedDocument
        {
            Id = document.Id is { } id ? Names.Document(id, $"{field}.id") : null,
            Name = DocumentNames.Checked(document.Name ?? "", $"{field}.name"),
            Title = Limited(document.Title, TitleLengthMax, $"{field}.title"),
            Uri = Limited(document.Uri, UriLengthMax, $"{field}.uri"),
            Metadata = MetadataJson.Read(document.Metadata, $"{field}.metadata"),
            Content = Checked(content, content.Length, $"{field}.text", options),
        };
    }

    private static Dictionary<string, MetadataValue> ReadFormMetadata(IFormCollection form)
    {
        if (Text(form, "metadata") is not { } text)
            return [];
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return MetadataJson.Read(json.RootElement, "metadata");
        }
        catch (JsonException)
        {
            throw RagException.Invalid("metadata", "The form field metadata is not JSON.");
        }
    }

    // A file over the limit is not read, only refused; its length is known from the buffered form.
    private static async Task<byte[]> ReadAllAsync(IFormFile file, ApiOptions options, CancellationToken cancellationToken)
    {
        if (file.Length > options.DocumentBytesMax)
            return [];
        byte[] content = new byte[file.Length];
        await using Stream stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(content, cancellationToken);
        return content;
    }

    private static byte[] Checked(byte[] content, long length, string field, ApiOptions options)
    {
        if (length > options.DocumentBytesMax)
            throw new RagException(
                ErrorKind.TooLarge,
                "payload-too-large",
                $"The document has {length} bytes; at most {options.DocumentBytesMax} are taken.",
                field
            );
        return content.Length > 0 ? content : throw RagException.Invalid(field, "The document is empty.");
    }

    private static void EnsureCount(int count, ApiOptions options)
    {
        if (count > options.DocumentsPerRequestMax)
            throw RagException.Invalid(
                "documents",
                $"{count} documents in one request; at most {options.DocumentsPerRequestMax} are taken."
            );
    }

    private static string? Text(IFormCollection form, string field) =>
        form.TryGetValue(field, out var values) && values.ToString() is { Length: > 0 } text ? text : null;

    private static string Limited(string? text, int lengthMax, string field) =>
        text is null ? ""
        : text.Length <= lengthMax ? text.Trim()
        : throw RagException.Invalid(field, $"At most {lengthMax} characters are kept.");
}
