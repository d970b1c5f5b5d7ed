namespace Orleans.Serialization.Cloning;

/// <summary>Where the copy goes.</summary>
internal enum CopyMode
{
    /// <summary>To another grain of this process: what is immutable is shared, exceptions keep their identity.</summary>
    Local,

    /// <summary>Out of this process, or to a client that must not notice that it is in it: nothing is shared.</summary>
    Wire,

    /// <summary>Into a frame that is written before anyone goes on: what is written is the copy.</summary>
    Serialized,
}
