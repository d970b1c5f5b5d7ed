namespace RagCluster.Access;

/// <summary>Who vouches for a caller's name.</summary>
public enum PrincipalKind
{
    /// <summary>This cluster: the name is the id of a key that it made or that its settings hold.</summary>
    Key = 0,

    /// <summary>An issuer of tokens.</summary>
    Token = 1,

    /// <summary>This cluster: the name is that of a person with a password.</summary>
    Person = 2,
}
