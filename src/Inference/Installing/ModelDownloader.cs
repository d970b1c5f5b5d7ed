using RagCluster.Inference.Models;

namespace RagCluster.Inference.Installing;

/// <summary>
/// Loads a model's files from their sources. What an interrupted download left is continued; a file gets its name only after
/// its SHA-256 has been checked, so that a file with its name is whole.
/// </summary>
public sealed class ModelDownloader
{
    /// <summary>A download that breaks off is continued so often, as long as each attempt brings something.</summary>
    private const int AttemptsMax = 5;

    private readonly HttpClient _http;

    /// <summary>Creates a downloader.</summary>
    /// <param name="http">Makes the requests; not disposed here. Its timeout covers a whole attempt, so it should be none or long.</param>
    public ModelDownloader(HttpClient http) => _http = http;

    /// <summary>Loads what is missing of a model and verifies all of it.</summary>
    /// <param name="entry">The model, from a <see cref="ModelRegistry"/>.</param>
    /// <param name="progress">Told from time to time; null for nobody.</param>
    /// <param name="cancellationToken">Stops; what was loaded stays for the next time.</param>
    /// <exception cref="ModelException">
    /// A file has no source, the source cannot be reached or does not have it, or its content is not what the registry says.
    /// </exception>
    public async Task PullAsync(ModelEntry entry, IProgress<ModelDownloadProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        await PullFileAsync(entry, entry.Files.Model, progress, cancellationToken);
        await PullFileAsync(entry, entry.Files.Vocabulary, progress, cancellationToken);
    }

    private async Task PullFileAsync(
        ModelEntry entry,
        ModelFile file,
        IProgress<ModelDownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        string path = Path.Combine(entry.Folder, file.Path);
        if (await IsWholeAsync(path, file, cancellationToken))
            return;

        if (file.Source is null)
        {
            throw new ModelException(
                ModelFault.NotFound,
                $"Model '{entry.Name}' names no source for {file.Path}: add it from a local folder with 'rag models add'."
            );
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string partial = path + ".partial";
        try
        {
            await FetchAsync(file, partial, progress, cancellationToken);
            await ModelVerifier.VerifyFileAsync(partial, file, cancellationToken);
        }
        catch (ModelException error) when (error.Fault == ModelFault.Corrupt)
        {
            // Continuing would only append to what is wrong already.
            File.Delete(partial);
            throw new ModelException(
                ModelFault.Corrupt,
                $"What {file.Source} serves is not what the registry describes. {error.Message}",
                error
            );
        }

        DurableReplace.Commit(partial, path);
    }

    private async Task FetchAsync(
        ModelFile file,
        string partial,
        IProgress<ModelDownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        await using FileStream target = OpenPartial(partial);
        for (int attempt = 1; target.Length < file.Bytes; attempt++)
        {
            long before = target.Length;
            try
            {
                await new DownloadAttempt(_http, file, progress).RunAsync(target, cancellationToken);
            }
            catch (Exception error)
                when (error is HttpRequestException or IOException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                if (target.Length <= before || attempt == AttemptsMax)
                {
                    throw new ModelException(
                        ModelFault.Unavailable,
                        $"{file.Source} could not be loaded ({error.Message}); {target.Length} of {file.Bytes} bytes are kept. "
                            + $"Pull again to continue.",
                        error
                    );
                }
            }
        }

        await target.FlushAsync(cancellationToken);
    }

    /// <summary>Whether the file is here and right. A wrong one that has a source is loaded again.</summary>
    private static async Task<bool> IsWholeAsync(string path, ModelFile file, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return false;

        try
        {
            await ModelVerifier.VerifyFileAsync(path, file, cancellationToken);
            return true;
        }
        catch (ModelException error) when (error.Fault == ModelFault.Corrupt && file.Source is not null)
        {
            return false;
        }
    }

    private static FileStream OpenPartial(string partial)
    {
        try
        {
            return new FileStream(partial, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new ModelException(ModelFault.Unavailable, $"{partial} is in use: another pull of this model is running.", error);
        }
    }
}
