namespace RagCluster.Api.Access;

/// <summary>Tells the program that starts the server what it has to do before anybody can be let in.</summary>
public sealed class AccessStart
{
    private readonly AccessControl _access;

    internal AccessStart(AccessControl access) => _access = access;

    /// <summary>Whether a key must be made for the first administrator. To be asked once the server listens.</summary>
    public bool NeedsFirstKey => _access is { IsRequired: true, HasAdminKey: false };

    /// <summary>Whether others reach the server and nobody is asked for credentials. To be asked once the server listens.</summary>
    public bool IsOpenToOthers => _access is { IsRequired: false, IsReachable: true };
}
