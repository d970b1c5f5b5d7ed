using System.Net;
using System.Net.Http.Headers;
using RagCluster.Inference.Models;

namespace RagCluster.Inference.Installing;

/// <summary>One request for the rest of a file.</summary>
internal sealed class DownloadAttempt(HttpClient http, ModelFile file, IProgress<ModelDownloadProgress>? progress)
{
    private const int BufferBytes = 1 << 16;

    /// <summary>
    /// Appends what the source sends; the file ends complete, or an <see cref="IOException"/> tells that the source stopped early.
    /// </summary>
    public async Task RunAsync(FileStream target, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, file.Source);
        if (target.Length > 0)
            request.Headers.Range = new RangeHeaderValue(target.Length, null);

        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Continue(response, target);
        await using Stream source = await response.Content.ReadAsStreamAsync(cancellationToken);
        byte[] buffer = new byte[BufferBytes];
        int read;
        while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (target.Length + read > file.Bytes)
                throw new ModelException(ModelFault.Corrupt, $"It is longer than the {file.Bytes} bytes that the registry says.");

            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            progress?.Report(new ModelDownloadProgress(file.Path, target.Length, file.Bytes));
        }

        if (target.Length < file.Bytes)
            throw new IOException($"the source stopped at {target.Length} of {file.Bytes} bytes");
    }

    /// <summary>
    /// Sets the place where the response's bytes belong: after what is there, or at the beginning when the source sends all.
    /// </summary>
    private void Continue(HttpResponseMessage response, FileStream target)
    {
        if (
            response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
        )
            throw new ModelException(
                ModelFault.NotFound,
                $"{file.Source} answers {(int)response.StatusCode}: the file is not offered there (any more)."
            );

        response.EnsureSuccessStatusCode();
        bool continues =
            response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == target.Length;
        if (!continues)
        {
            if (response.StatusCode == HttpStatusCode.PartialContent)
                throw new ModelException(ModelFault.Corrupt, $"{file.Source} sends another part than asked for.");

            target.SetLength(0);
        }

        target.Position = target.Length;
    }
}
