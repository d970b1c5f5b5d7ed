using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using RagCluster.Api.Binding;
using RagCluster.Api.Json;
using RagCluster.Corpus.Access;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Api.Documents;

/// <summary>Reads the documents of a request, from a form with files or from JSON.</summary>
internal static class UploadReader
{
    private const int TitleLengthMax = 512;
    private const int UriLengthMax = 2048;
    private const string DocumentsMember = "documents";

    /// <summary>Reads the whole request into memory, within the limits of the options.</summary>
    /// <exception cref="RagException">Invalid: neither form nor JSON, too many documents, or no good one.</exception>
    internal static async Task<Upload> ReadAsync(HttpRequest request, ApiOptions options, CancellationToken cancellationToken)
    {
        Upload upload =
            request.HasFormContentType ? await ReadFormAsync(request, options, cancellationToken)
            : request.HttpContext.Features[typeof(LinesBody)] is LinesBody lines ? ReadLines(lines, options)
            : ReadJson(request, options);
        upload.EnsureAny();
        return upload;
    }

    private static async Task<Upload> ReadFormAsync(HttpRequest request, ApiOptions options, CancellationToken cancellationToken)
    {
        IFormCollection form = await FormBody.ReadAsync(request, cancellationToken);
        EnsureCount(form.Files.Count, options);
        Dictionary<string, MetadataValue> metadata = MetadataJson.Read(
            FormBody.ReadJson(form, "metadata", typeof(JsonElement)),
            "metadata"
        );
        DocumentAcl? acl = FormBody.ReadJson(form, "acl", typeof(AclBody))?.Deserialize<AclBody>(ApiJson.Native)?.ToAcl("acl");
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
                        Acl = acl,
                        Content = Checked(content, file.Length, "file", options),
                    }
            );
        }

        return upload;
    }

    // One by one, since each is as large as its text three times while it is made.
    private static Upload ReadJson(HttpRequest request, ApiOptions options)
    {
        JsonElement documents = request.HttpContext.Features.GetRequiredFeature<JsonBody>().Root.GetProperty(DocumentsMember);
        EnsureCount(documents.GetArrayLength(), options);
        Upload upload = new();
        int i = 0;
        foreach (JsonElement element in documents.EnumerateArray())
        {
            DocumentRequest document = element.Deserialize<DocumentRequest>(ApiJson.Native)!;
            string field = $"{DocumentsMember}[{i++}]";
            upload.Add(document.Name ?? document.Id ?? field, () => FromJson(document, $"{field}.", options));
        }

        return upload;
    }

    private static Upload ReadLines(LinesBody lines, ApiOptions options)
    {
        Upload upload = new();
        int number = 0;
        int count = 0;
        ReadOnlyMemory<byte> rest = lines.Bytes;
        while (!rest.IsEmpty)
        {
            int end = rest.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> line = (end < 0 ? rest : rest[..end]);
            rest = end < 0 ? default : rest[(end + 1)..];
            string place = $"line {++number}";
            if (line.Span.Trim(" \t\r"u8).IsEmpty)
                continue;
            EnsureCount(++count, options);
            upload.Add(place, () => FromLine(line, place, options));
        }

        return upload;
    }

    private static UploadedDocument FromLine(ReadOnlyMemory<byte> line, string place, ApiOptions options)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = ApiJson.Native.MaxDepth });
            InputFaults faults = new();
            new JsonCheck(ApiJson.Native, faults).Check(json.RootElement, typeof(DocumentRequest), place);
            faults.ThrowIfAny();
            return FromJson(json.RootElement.Deserialize<DocumentRequest>(ApiJson.Native)!, $"{place}.", options);
        }
        catch (JsonException)
        {
            throw RagException.Invalid(place, "The line is not one JSON object.");
        }
    }

    /// <summary>A document that came as JSON.</summary>
    /// <param name="document">What was sent.</param>
    /// <param name="place">What stands before its members' names in an error, with the point; empty for nothing.</param>
    /// <param name="options">The limits.</param>
    /// <exception cref="RagException">Invalid or TooLarge, naming the member.</exception>
    internal static UploadedDocument FromJson(DocumentRequest document, string place, ApiOptions options)
    {
        byte[] content = Encoding.UTF8.GetBytes(document.Text);
        return new UploadedDocument
        {
            Id = document.Id is { } id ? Names.Document(id, $"{place}id") : null,
            Name = DocumentNames.Checked(document.Name ?? "", $"{place}name"),
            Title = Limited(document.Title, TitleLengthMax, $"{place}title"),
            Uri = Limited(document.Uri, UriLengthMax, $"{place}uri"),
            Metadata = MetadataJson.Read(document.Metadata, $"{place}metadata"),
            Acl = document.Acl?.ToAcl($"{place}acl"),
            Content = Checked(content, content.Length, $"{place}text", options),
        };
    }

    /// <summary>A file of a form. One over the limit is not read; its length is known from the buffered form.</summary>
    internal static async Task<byte[]> ReadAllAsync(IFormFile file, ApiOptions options, CancellationToken cancellationToken)
    {
        if (file.Length > options.DocumentBytesMax)
            return [];
        byte[] content = new byte[file.Length];
        await using Stream stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(content, cancellationToken);
        return content;
    }

    /// <summary>A content, unless it is empty or too large.</summary>
    internal static byte[] Checked(byte[] content, long length, string field, ApiOptions options)
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
        form.TryGetValue(field, out StringValues values) && values.ToString() is { Length: > 0 } text ? text : null;

    private static string Limited(string? text, int lengthMax, string field) =>
        text is null ? ""
        : text.Length <= lengthMax ? text.Trim()
        : throw RagException.Invalid(field, $"At most {lengthMax} characters are kept.");
}
