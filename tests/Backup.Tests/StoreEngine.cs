namespace RagCluster.Backup.Tests;

/// <summary>Which database keeps a store.</summary>
public enum StoreEngine
{
    Sqlite = 0,
    Postgres = 1,
}
