using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using RagCluster.Api.Json;
using RagCluster.Corpus.Errors;

namespace RagCluster.Api.Binding;

/// <summary>Reads forms with files.</summary>
internal static class FormBody
{
    // What the framework puts where bytes are not UTF-8. A name or a title that holds the character itself is hardly one that somebody
    // gave.
    private const char Replacement = '\uFFFD';

    /// <summary>The form of a request.</summary>
    /// <exception cref="BadHttpRequestException">It is no form, or too large.</exception>
    /// <exception cref="RagException">Invalid: the form is malformed, ends early, or holds what is no text.</exception>
    internal static async Task<IFormCollection> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
            throw new BadHttpRequestException("multipart/form-data", StatusCodes.Status415UnsupportedMediaType);
        try
        {
            IFormCollection form = await request.ReadFormAsync(cancellationToken);
            EnsureTexts(form);
            return form;
        }
        catch (InvalidDataException error) when (error.Message.Contains("limit", StringComparison.Ordinal))
        {
            throw RagException.Invalid("body", "The form has too many fields or files, or one whose name or headers are too long.");
        }
        catch (InvalidDataException)
        {
            throw RagException.Invalid(
                "body",
                "The form is not well-formed multipart/form-data: see to its boundary, and to a Content-Disposition with a name "
                    + "in every part."
            );
        }
        // What the framework's decoder of names throws for UTF-7, which .NET no longer reads.
        catch (NotSupportedException)
        {
            throw RagException.Invalid(
                "body",
                "The name of a file of the form (filename*) is in a charset that is not read here: write it in UTF-8."
            );
        }
        catch (IOException error) when (error is not BadHttpRequestException)
        {
            throw RagException.Invalid("body", "The form ends before its last boundary.");
        }
    }

    /// <summary>A field that is JSON, checked as a body is; null where it is missing or empty.</summary>
    /// <param name="form">The form.</param>
    /// <param name="field">The field's name.</param>
    /// <param name="type">What it is to become.</param>
    /// <param name="options">How its members are named; null for the native form.</param>
    /// <exception cref="RagException">Invalid: it is no JSON, or not that of the type.</exception>
    internal static JsonElement? ReadJson(IFormCollection form, string field, Type type, JsonSerializerOptions? options = null)
    {
        if (form[field].ToString() is not { Length: > 0 } text)
            return null;
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            InputFaults faults = new();
            new JsonCheck(options ?? ApiJson.Native, faults).Check(json.RootElement, type, field);
            faults.ThrowIfAny();
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw RagException.Invalid(field, $"The form field {field} is not JSON.");
        }
    }

    private static void EnsureTexts(IFormCollection form)
    {
        foreach ((string name, StringValues values) in form)
        {
            if (!IsText(name) || !values.All(IsText))
                throw RagException.Invalid(
                    IsText(name) ? name : "body",
                    "A field of the form is not valid UTF-8, or has the character U+0000."
                );
        }

        if (form.Files.FirstOrDefault(file => !IsText(file.Name)) is not null)
            throw RagException.Invalid("body", "The name of a field of the form is not valid UTF-8.");
    }

    /// <summary>Whether a text of a form came as text.</summary>
    internal static bool IsText(string? text) => text?.AsSpan().ContainsAny(Replacement, '\0') != true;
}
