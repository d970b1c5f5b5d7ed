namespace RagCluster.Inference.Models;

/// <summary>Whose fault a model error is, and whether trying again can help.</summary>
public enum ModelFault
{
    /// <summary>The caller or the registry asks for something that cannot be; trying again cannot help.</summary>
    Invalid,

    /// <summary>There is no such model, or its files are not here.</summary>
    NotFound,

    /// <summary>A file is not what the registry says.</summary>
    Corrupt,

    /// <summary>The source cannot be reached now; trying again may help.</summary>
    Unavailable,
}
