using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;

namespace RagCluster.Api.Documents;

/// <summary>The documents of one request, those that were taken and those that were refused, each with its reason.</summary>
internal sealed class Upload
{
    private readonly List<UploadedDocument> _accepted = [];
    private readonly List<(RefusedUpload Refusal, RagException Reason)> _refused = [];

    /// <summary>Documents to be made durable.</summary>
    internal UploadedDocument[] Accepted => [.. _accepted];

    /// <summary>Documents that the job records as failed.</summary>
    internal RefusedUpload[] Refused => [.. _refused.Select(r => r.Refusal)];

    /// <summary>Takes a document, or refuses it if building it fails for the caller's fault.</summary>
    internal void Add(string name, Func<UploadedDocument> build)
    {
        try
        {
            _accepted.Add(build());
        }
        catch (RagException reason) when (reason.Kind is ErrorKind.Invalid or ErrorKind.TooLarge)
        {
            string detail = reason.Field is null ? reason.Message : $"{reason.Field}: {reason.Message}";
            _refused.Add((new RefusedUpload(Printable(name), new DocumentFailure(DocumentFailure.InvalidFile, detail)), reason));
        }
    }

    /// <summary>An upload without one good document is the caller's error as a whole.</summary>
    /// <exception cref="RagException">Invalid or TooLarge: nothing was sent, or everything was refused.</exception>
    internal void EnsureAny()
    {
        if (_accepted.Count > 0)
            return;
        throw _refused.Count > 0
            ? _refused[0].Reason
            : RagException.Invalid(
                "file",
                "The request holds no document: send one or more files as multipart/form-data, or JSON documents."
            );
    }

    private static string Printable(string name)
    {
        string clean = new([.. name.Where(c => !char.IsControl(c)).Take(DocumentNames.LengthMax)]);
        return clean.Length > 0 ? clean : "(no name)";
    }
}
