using RagCluster.Access;
using RagCluster.Access.Users;
using RagCluster.Api.Access;
using RagCluster.Api.OpenAi.Files;
using RagCluster.Api.Repeats;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Grains.Interfaces.Caching;
using RagCluster.Grains.Interfaces.Files;

namespace RagCluster.Api.Subjects;

/// <summary>What the server holds of one subject: a person with a password, an API key, or the subject of a token.</summary>
/// <param name="Who">The subject.</param>
/// <param name="Account">The account; null for none.</param>
/// <param name="Key">The API key; null for none.</param>
/// <param name="Owned">Where the subject's files are.</param>
/// <param name="Files">The files that were sent to <c>/v1/files</c>.</param>
/// <param name="Queries">The questions and searches that the history still has.</param>
/// <param name="Documents">The documents that they sent.</param>
/// <param name="Logged">What they asked, where the query log was on.</param>
internal sealed record SubjectData(
    Principal Who,
    UserAccount? Account,
    ApiKey? Key,
    OwnedFiles Owned,
    StoredFile[] Files,
    AskedQuery[] Queries,
    SentDocuments Documents,
    SentQueries Logged
)
{
    /// <summary>The subject's full name.</summary>
    internal string Subject => SubjectName.Of(Who);

    /// <summary>Reads it. Only the operator meets the accounts and keys of every tenant.</summary>
    internal static async Task<SubjectData> ReadAsync(IGrainFactory grains, Principal who, CancellationToken cancellationToken)
    {
        OwnedFiles owned = new(grains, CallerKeys.Of(who));
        return new SubjectData(
            who,
            who.Kind == PrincipalKind.Person ? await AccountAsync(grains, who, cancellationToken) : null,
            who.Kind == PrincipalKind.Key ? await KeyAsync(grains, who, cancellationToken) : null,
            owned,
            await owned.List().ListAsync(cancellationToken),
            await History(grains).ListOfAsync(who.Tenant, who.Name, cancellationToken),
            new SentDocuments(grains, who),
            new SentQueries(grains, who)
        );
    }

    /// <summary>
    /// Erases it; each part is gone from the store when the next begins. The account and the key go first, so that nothing comes after.
    /// What fails in the middle is finished by another call.
    /// </summary>
    /// <param name="grains">The cluster.</param>
    /// <param name="withDocuments">Whether the documents that they sent are deleted; else their sender is forgotten.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<SubjectErasure> EraseAsync(IGrainFactory grains, bool withDocuments, CancellationToken cancellationToken)
    {
        if (Account is not null)
        {
            string account = new AccountName(Account.Tenant, Account.Name).ToString();
            await grains.GetGrain<IUsersGrain>(IUsersGrain.Key).DeleteAsync(account, cancellationToken);
        }

        if (Key is not null)
            await grains.GetGrain<IApiKeysGrain>(IApiKeysGrain.Key).RevokeAsync(Key.Id, cancellationToken);
        foreach (StoredFile file in Files)
            await Owned.File(file.Id).DeleteAsync(cancellationToken);
        int deleted = withDocuments ? await Documents.DeleteAsync(cancellationToken) : 0;
        return new SubjectErasure(
            await History(grains).EraseAsync(Who.Tenant, Who.Name, cancellationToken),
            deleted,
            await Documents.ForgetAsync(cancellationToken),
            await RepeatGate.EraseAsync(grains, Owned.Owner, cancellationToken),
            await Logged.EraseAsync(cancellationToken)
        );
    }

    private static async Task<UserAccount?> AccountAsync(IGrainFactory grains, Principal who, CancellationToken cancellationToken)
    {
        UserAccount[] users = await grains.GetGrain<IUsersGrain>(IUsersGrain.Key).ListAsync(cancellationToken);
        return Array.Find(users, user => user.Tenant == who.Tenant && user.Name == who.Subject);
    }

    private static async Task<ApiKey?> KeyAsync(IGrainFactory grains, Principal who, CancellationToken cancellationToken)
    {
        ApiKey[] keys = await grains.GetGrain<IApiKeysGrain>(IApiKeysGrain.Key).ListAsync(cancellationToken);
        return Array.Find(keys, key => key.Tenant == who.Tenant && key.Id == who.Subject);
    }

    private static IQueryHistoryGrain History(IGrainFactory grains) => grains.GetGrain<IQueryHistoryGrain>(0);
}
