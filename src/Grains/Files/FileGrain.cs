using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Files;

namespace RagCluster.Grains.Files;

/// <summary>
/// Keeps one file: its name in the owner's list of what may have content, then its content, then its place among the files, so that what
/// is listed can be read and what is not listed goes. It leaves memory after each call, since it may be large and is seldom read twice.
/// </summary>
internal sealed class FileGrain([PersistentState("file")] IPersistentState<StoredFileState> state, TimeProvider time) : Grain, IFileGrain
{
    /// <inheritdoc/>
    public async Task CreateAsync(StoredContent content, CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        await Owner().BeginAsync(Id(), cancellationToken);
        state.State.Content = content;
        await state.WriteStateAsync(CancellationToken.None);
        await Owner().AddAsync(content.File, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<StoredFile> GetAsync(CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).File;

    /// <inheritdoc/>
    public Task<StoredContent> ReadAsync(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        return Task.FromResult(
            state.State.Content is { } content && !(content.File.ExpiresAt <= time.GetUtcNow())
                ? content
                : throw RagException.NotFound("file", Id())
        );
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        await Owner().RemoveAsync(Id(), cancellationToken);
        await state.ClearStateAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public Task ForgetAsync(CancellationToken cancellationToken)
    {
        DeactivateOnIdle();
        return state.ClearStateAsync(CancellationToken.None);
    }

    private IFileListGrain Owner()
    {
        string key = this.GetPrimaryKeyString();
        return GrainFactory.GetGrain<IFileListGrain>(key[..key.LastIndexOf('/')]);
    }

    private string Id() => this.GetPrimaryKeyString().Split('/')[^1];
}
