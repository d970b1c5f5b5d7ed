namespace Orleans.Runtime;

/// <summary>What one silo asks of another's part of the directory.</summary>
internal enum DirectoryOperation : byte
{
    Lookup,
    Register,
    Unregister,
    Recover,
    Drop,
}
